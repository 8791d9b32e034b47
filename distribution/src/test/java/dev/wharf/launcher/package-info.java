@NullMarked
package dev.wharf.launcher;

import org.jspecify.annotations.NullMarked;
