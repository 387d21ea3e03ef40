#pragma once
/* Debian's libxml2 knows ICU, whose types are those of Foundation under the same names: Swift refuses two
   definitions. Nothing we call shows an ICU type. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlwriter.h>
