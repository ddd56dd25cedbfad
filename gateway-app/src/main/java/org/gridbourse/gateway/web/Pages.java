package org.gridbourse.gateway.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The addresses of the pages for people: those that show the market are one document, those of a person who has logged in
 * another; their scripts read the REST interface.
 */
@Configuration(proxyBeanMethods = false)
class Pages implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry pages) {
        for (String page : new String[] {"/session", "/bill", "/participant"}) {
            pages.addViewController(page).setViewName("forward:/index.html");
        }
        for (String page : new String[] {
            "/login", "/join", "/mine", "/mine/orders", "/mine/bill", "/mine/account", "/mine/people", "/mine/log"
        }) {
            pages.addViewController(page).setViewName("forward:/mine.html");
        }
    }
}
