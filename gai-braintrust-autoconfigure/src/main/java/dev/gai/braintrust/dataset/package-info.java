/**
 * Datasets of Braintrust: rows are added durably and read in pages of one version.
 */
@NullMarked
package dev.gai.braintrust.dataset;

import org.jspecify.annotations.NullMarked;
