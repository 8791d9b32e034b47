/** From the specification of a task to the JSON files of an OCI bundle. */
@NullMarked
package dev.wharf.execoci.config;

import org.jspecify.annotations.NullMarked;
