using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Crm.Kernel.Content;
using Jint;
using Jint.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel.Recipes.Expressions;

/// <summary>
/// Runs the scripts of one recipe within limits of time, memory and depth, without access to .NET. <c>uuid()</c> is not random: it is derived from the tenant, the
/// recipe, the place of the expression and the number of the call, so that running a recipe again gives the same ids.
/// </summary>
internal sealed class RecipeScript
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);
    private const long MemoryLimit = 128L * 1024 * 1024;

    private readonly string _seed;
    private readonly IReadOnlyDictionary<string, object?> _environment;
    private readonly Func<string, string> _variable;
    private readonly IStringLocalizer _localizer;
    private readonly Dictionary<string, int> _calls = [];
    private readonly Stack<string> _places = new();

    /// <param name="seed">Tenant and recipe.</param>
    /// <param name="variable">Gives the value of a recipe variable.</param>
    internal RecipeScript(string seed, IReadOnlyDictionary<string, object?> environment, Func<string, string> variable, IStringLocalizer localizer)
    {
        _seed = seed;
        _environment = environment;
        _variable = variable;
        _localizer = localizer;
    }

    /// <summary>Whether it can be parsed; the parser's words when not.</summary>
    internal static string? Fault(string script)
    {
        try
        {
            Engine.PrepareScript(script);
            return null;
        }
        catch (ScriptPreparationException fault)
        {
            return (fault.InnerException ?? fault).Message;
        }
    }

    /// <summary>The value of a script as text; blank for undefined and null.</summary>
    /// <param name="place">JSON path of the expression.</param>
    /// <exception cref="RecipeScriptException">It failed or ran out of time, memory or depth.</exception>
    internal string Evaluate(string script, string place, IServiceProvider services, CancellationToken cancellationToken)
    {
        _places.Push(place);
        try
        {
            // An engine for each script: what one leaves behind, no other sees.
            var value = NewEngine(services, cancellationToken).Evaluate(script);
            return value.IsUndefined() || value.IsNull() ? "" : value.IsObject() && !value.IsDate() ? Json(value) : TypeConverter.ToString(value);
        }
        catch (Exception fault) when (Sentence(fault) is { } sentence)
        {
            throw new RecipeScriptException(sentence);
        }
        finally
        {
            _places.Pop();
        }
    }

    private static string Json(Jint.Native.JsValue value) => new Jint.Native.Json.JsonSerializer(value.AsObject().Engine).Serialize(value).ToString();

    private string? Sentence(Exception fault) => fault switch
    {
        System.Text.RegularExpressions.RegexMatchTimeoutException => _localizer["The script ran longer than {0} seconds and was stopped.", 1],
        TimeoutException => _localizer["The script ran longer than {0} seconds and was stopped.", TimeLimit.TotalSeconds],
        MemoryLimitExceededException => _localizer["The script asked for more than {0} MB of memory and was stopped.", MemoryLimit / (1024 * 1024)],
        RecursionDepthOverflowException or InsufficientExecutionStackException => _localizer["The script calls itself too deeply and was stopped."],
        RecipeScriptException own => own.Message,
        JintException other => _localizer["The script failed: {0}", other.Message],
        _ => null,
    };

    private Engine NewEngine(IServiceProvider services, CancellationToken cancellationToken)
    {
        var engine = new Engine(options =>
        {
            options.TimeoutInterval(TimeLimit).LimitMemory(MemoryLimit).LimitRecursion(64).CancellationToken(cancellationToken).DisableStringCompilation();
            options.Constraints.MaxArraySize = 1_000_000;
            options.Constraints.RegexTimeout = TimeSpan.FromSeconds(1);
        });
        engine.SetValue("uuid", NewId);
        engine.SetValue("base64", (string text) => Encoding.UTF8.GetString(Decoded(text)));
        engine.SetValue("html", (string text) => WebUtility.HtmlDecode(text));
        engine.SetValue("gzip", (string text) => Unzip(Decoded(text)));
        engine.SetValue("variables", _variable);
        engine.SetValue("parameters", (string name) => _environment.GetValueOrDefault(name)?.ToString());
        engine.SetValue("configuration", (string key, string? otherwise) => services.GetService<IConfiguration>()?[key] ?? otherwise);
        engine.SetValue("log", (string level, string text) => Log(services, level, text));
        foreach (var functions in services.GetServices<IScriptFunctions>())
        {
            functions.Register(engine);
        }

        return engine;
    }

    private string NewId()
    {
        var place = _places.Peek();
        var call = _calls[place] = _calls.GetValueOrDefault(place) + 1;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{_seed}\n{place}\n{call}"));
        return ContentId.From(new Guid(hash.AsSpan(0, 16), bigEndian: true));
    }

    private byte[] Decoded(string text)
    {
        var bytes = new byte[((text.Length * 3) / 4) + 3];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? bytes[..length]
            : throw new RecipeScriptException(_localizer["“{0}” is not base64.", text.Length > 24 ? text[..24] + "…" : text]);
    }

    private string Unzip(byte[] bytes)
    {
        using var zip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        var buffer = new byte[4096];
        using var result = new MemoryStream();
        int read;
        while ((read = zip.Read(buffer)) > 0)
        {
            result.Write(buffer, 0, read);
            if (result.Length > MemoryLimit / 4)
            {
                throw new RecipeScriptException(_localizer["The script asked for more than {0} MB of memory and was stopped.", MemoryLimit / (4 * 1024 * 1024)]);
            }
        }

        return Encoding.UTF8.GetString(result.GetBuffer(), 0, (int)result.Length);
    }

    private static void Log(IServiceProvider services, string level, string text)
        => services.GetRequiredService<ILogger<RecipeScript>>().Log(Enum.TryParse<LogLevel>(level, ignoreCase: true, out var known) ? known : LogLevel.Information, "Recipe: {Text}", text);
}

/// <summary>A script that failed; the message is a sentence.</summary>
internal sealed class RecipeScriptException(string message) : Exception(message);
