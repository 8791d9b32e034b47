/** Tests of the log driver syslog. */
@NullMarked
package dev.wharf.logdriver.syslog;

import org.jspecify.annotations.NullMarked;
