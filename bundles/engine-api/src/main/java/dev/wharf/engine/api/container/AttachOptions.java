package dev.wharf.engine.api.container;

/**
 * What to attach to.
 *
 * @param logs replay of all earlier output first
 * @param stream what comes from now on
 * @param stdin whether the client sends input
 * @param stdout whether it wants standard output
 * @param stderr whether it wants standard error
 */
public record AttachOptions(boolean logs, boolean stream, boolean stdin, boolean stdout, boolean stderr) {}
