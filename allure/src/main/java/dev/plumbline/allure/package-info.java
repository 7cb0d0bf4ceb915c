/**
 * A gate's report as Allure results.
 *
 * <p>Start from {@link dev.plumbline.allure.AllureResults}.
 */
package dev.plumbline.allure;
