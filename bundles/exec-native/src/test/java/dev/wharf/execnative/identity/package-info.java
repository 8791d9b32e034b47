/** Tests of users and groups. */
@NullMarked
package dev.wharf.execnative.identity;

import org.jspecify.annotations.NullMarked;
