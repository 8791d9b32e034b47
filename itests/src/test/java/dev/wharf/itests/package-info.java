/** Tests of the assembled distribution, which is started on temporary roots, and the harness for them. */
@NullMarked
package dev.wharf.itests;

import org.jspecify.annotations.NullMarked;
