/** Tests of the facts about the engine and its host. */
@NullMarked
package dev.wharf.engine.system;

import org.jspecify.annotations.NullMarked;
