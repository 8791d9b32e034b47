package dev.wharf.engine.api.container;

/**
 * The disk that a container takes.
 *
 * @param writable bytes of its own changes
 * @param root bytes of its whole root, with the image
 */
public record DiskUsage(long writable, long root) {}
