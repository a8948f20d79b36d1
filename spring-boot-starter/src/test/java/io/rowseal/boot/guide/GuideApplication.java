package io.rowseal.boot.guide;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** The application of the guide. */
@SpringBootConfiguration
@EnableAutoConfiguration
class GuideApplication {}
