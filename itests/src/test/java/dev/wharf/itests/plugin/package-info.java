/** A plugin of others, as the tests need it: one that can be spoiled. */
package dev.wharf.itests.plugin;
