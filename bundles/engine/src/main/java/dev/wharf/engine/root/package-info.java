/**
 * The roots of containers that do not run, mounted for those who read or write their files. A root is mounted once,
 * whoever uses it, because the kernel allows no second mount of one writable layer; a container that is started meanwhile
 * is given the same mount.
 */
@NullMarked
package dev.wharf.engine.root;

import org.jspecify.annotations.NullMarked;
