using System.Diagnostics;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Crm.Kernel.Display.Activation;

/// <summary>What nearly every view injects, and is the same for all of them in a tenant.</summary>
internal sealed class InjectedSingletons(IUrlHelperFactory urls, IJsonHelper json, DiagnosticListener diagnostics, HtmlEncoder encoder, IModelExpressionProvider expressions)
{
    /// <summary>The value for a property of that type; null when it is none of these.</summary>
    public object? Find(Type type, ViewContext context)
        => type == typeof(HtmlEncoder) ? encoder
            : type == typeof(DiagnosticSource) ? diagnostics
            : type == typeof(IUrlHelper) ? urls.GetUrlHelper(context)
            : type == typeof(IJsonHelper) ? json
            : type == typeof(IModelExpressionProvider) ? expressions
            : null;
}
