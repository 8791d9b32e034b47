/** Messages of the domain name system: reads what containers ask, and writes what their networks know. No input, no output. */
@NullMarked
package dev.wharf.dns.message;

import org.jspecify.annotations.NullMarked;
