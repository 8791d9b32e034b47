package dev.wharf.engine.api.container;

/**
 * How to remove a container.
 *
 * @param volumes also its anonymous volumes
 * @param force also when it runs
 * @param graceful with force: asks it to stop first, in place of killing it at once
 */
public record RemoveOptions(boolean volumes, boolean force, boolean graceful) {}
