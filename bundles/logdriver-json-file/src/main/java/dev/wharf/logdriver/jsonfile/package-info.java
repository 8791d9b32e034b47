/**
 * Container output in files of JSON lines, byte for byte as Docker's json-file driver writes them (1.9.1,
 * daemon/logger/jsonfilelog and pkg/jsonlog).
 */
@NullMarked
package dev.wharf.logdriver.jsonfile;

import org.jspecify.annotations.NullMarked;
