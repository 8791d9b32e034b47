/** What the bundles of the tests do when they start; packed into jars, and loaded by the framework from there. */
@NullMarked
package dev.wharf.drivers.deploy.toy;

import org.jspecify.annotations.NullMarked;
