/** The execution driver {@code oci}: containers launched by an OCI runtime such as runc. */
@NullMarked
package dev.wharf.execoci;

import org.jspecify.annotations.NullMarked;
