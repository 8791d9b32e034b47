/** Tests of file. */
@NullMarked
package dev.wharf.engine.file;

import org.jspecify.annotations.NullMarked;
