/** JMH benchmarks against bare primitives and hand-written converters. Never deployed. */
package io.rowseal.benchmarks;
