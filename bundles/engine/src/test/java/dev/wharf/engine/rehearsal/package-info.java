/** Tests of hidden lives. */
@NullMarked
package dev.wharf.engine.rehearsal;

import org.jspecify.annotations.NullMarked;
