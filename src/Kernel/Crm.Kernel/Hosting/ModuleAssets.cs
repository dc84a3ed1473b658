using Crm.Kernel.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Kernel.Hosting;

/// <summary>Serves each module's <c>wwwroot</c> at <c>/{Module}/…</c> below every tenant's prefix, a plugin's from its folder.</summary>
internal sealed class ModuleAssets
{
    private static readonly object s_missed = new();
    private static readonly object s_isKept = new();
    private readonly ScriptVersion _version;
    private readonly Dictionary<string, StaticFileMiddleware> _modules = new(StringComparer.OrdinalIgnoreCase);

    public ModuleAssets(ModuleFiles modules, ScriptVersion version, IWebHostEnvironment environment, ILoggerFactory logging)
    {
        _version = version;
        var referenced = Serve(environment, logging, environment.WebRootFileProvider, "");
        foreach (var module in modules.Folders)
        {
            _modules[module.Module] = module.Folder.Length > 0 ? referenced : Serve(environment, logging, module.Files, "/" + module.Module);
        }
    }

    /// <summary>Serves the file when the path names one of a module, with the version of all scripts before it or without.</summary>
    public async ValueTask<bool> TryServeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        if (path.Value is not ['/', '-', ..] || path.Value.IndexOf('/', 2) is not (> 0 and var end))
        {
            return await TryServeFileAsync(context);
        }

        // Another version than today's is answered by what there is, and not kept.
        if (path.Value.AsSpan(2, end - 2).SequenceEqual(_version.Current))
        {
            context.Items[s_isKept] = true;
        }

        context.Request.Path = path.Value[end..];
        var isServed = await TryServeFileAsync(context);
        context.Request.Path = path;
        return isServed;
    }

    private async ValueTask<bool> TryServeFileAsync(HttpContext context)
    {
        var rest = context.Request.Path.Value.AsSpan().TrimStart('/');
        var slash = rest.IndexOf('/');
        if (slash <= 0 || !_modules.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(rest[..slash], out var files))
        {
            return false;
        }

        await files.Invoke(context);
        return !context.Items.Remove(s_missed);
    }

    private static StaticFileMiddleware Serve(IWebHostEnvironment environment, ILoggerFactory logging, IFileProvider files, string path) => new(
        context =>
        {
            context.Items[s_missed] = true;
            return Task.CompletedTask;
        },
        environment,
        Options.Create(new StaticFileOptions
        {
            FileProvider = files,
            RequestPath = path,
            // A file asked for with its version never changes; any other is asked for again and mostly answered by 304.
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = file.Context.Request.Query.ContainsKey("v") || file.Context.Items.ContainsKey(s_isKept) ? "public, max-age=31536000, immutable" : "no-cache",
        }),
        logging);
}
