/** Tests of the log driver json-file. */
@NullMarked
package dev.wharf.logdriver.jsonfile;

import org.jspecify.annotations.NullMarked;
