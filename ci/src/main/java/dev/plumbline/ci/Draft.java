package dev.plumbline.ci;

import java.util.List;

/** A verdict whose flips are not told yet. */
record Draft(
    String kind, String subject, String task, boolean holds, String says, List<Change> changes) {}
