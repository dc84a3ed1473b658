using Crm.Kernel.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Display;

/// <summary>Addresses of modules' scripts.</summary>
public static class ScriptAddress
{
    /// <summary>The address under which a browser keeps a script, and all that it imports by relative addresses, until one of any module changes.</summary>
    /// <param name="path">As <c>~/Crm.X/x.js</c>.</param>
    public static string Script(this IUrlHelper url, string path)
        => url.Content($"~/-{url.ActionContext.HttpContext.RequestServices.GetRequiredService<ScriptVersion>().Current}{path[1..]}");
}
