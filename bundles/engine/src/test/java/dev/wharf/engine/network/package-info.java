@NullMarked
package dev.wharf.engine.network;

import org.jspecify.annotations.NullMarked;
