/**
 * The calls that were recorded from a real Docker engine 20.10.24, made again to this daemon, and their answers
 * compared. What differs stands in {@code golden/differences.json}, each with its reason; all else is a failure.
 */
package dev.wharf.itests.golden;
