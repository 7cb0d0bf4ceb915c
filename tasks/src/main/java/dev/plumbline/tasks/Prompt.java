package dev.plumbline.tasks;

import dev.plumbline.protocol.DocumentId;
import java.util.List;
import java.util.Set;

/**
 * A document with its prompt: what a format makes a request of.
 *
 * @param context the prompt as the model reads it
 * @param contexts one per choice where the choices are parts of the prompt, {@code context} being
 *     what they have in common; usually empty
 * @param choiceDelimiter what stands between the context and each choice
 * @param features the columns of the evaluated data
 * @param severalTargets whether a list is several right answers, which the first document decides
 *     for all
 * @param decoding the user's wishes
 */
record Prompt(
    DocumentId id,
    Doc doc,
    String context,
    List<String> contexts,
    String choiceDelimiter,
    Set<String> features,
    boolean severalTargets,
    DecodingOptions decoding) {}
