package org.gridbourse.gateway.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The addresses of the pages for people: all are one document, whose script reads the REST interface. */
@Configuration(proxyBeanMethods = false)
class Pages implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry pages) {
        for (String page : new String[] {"/session", "/bill", "/participant"}) {
            pages.addViewController(page).setViewName("forward:/index.html");
        }
    }
}
