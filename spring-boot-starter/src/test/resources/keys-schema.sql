create schema keys;
