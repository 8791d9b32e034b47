/** Tests of messages. */
@NullMarked
package dev.wharf.dns.message;

import org.jspecify.annotations.NullMarked;
