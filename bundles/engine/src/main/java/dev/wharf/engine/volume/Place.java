package dev.wharf.engine.volume;

import dev.wharf.linux.Fd;

/**
 * A name in an open folder. Naming files so, and not by long paths, keeps us in the tree whatever somebody changes in it.
 *
 * @param folder descriptor of the folder
 * @param name in it; empty for the folder itself
 */
record Place(Fd folder, String name) {}
