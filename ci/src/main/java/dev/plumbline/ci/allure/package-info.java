/**
 * A gate's report as Allure results.
 *
 * <p>Start from {@link dev.plumbline.ci.allure.AllureResults}.
 */
package dev.plumbline.ci.allure;
