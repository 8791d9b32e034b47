/** Tests of how a launch is written as a script. */
@NullMarked
package dev.wharf.execnative.script;

import org.jspecify.annotations.NullMarked;
