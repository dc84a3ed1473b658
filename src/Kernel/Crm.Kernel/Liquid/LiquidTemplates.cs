using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Crm.Kernel.Liquid.Limits;
using Crm.Kernel.Settings;
using Fluid;
using Fluid.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Liquid;

/// <summary>
/// Renders Liquid. Parsed templates are cached per tenant. Output is HTML-encoded unless another encoder is given. Objects: <c>Model</c>, <c>Site</c>,
/// <c>Culture</c>, <c>User</c>, <c>Request</c>, <c>Content</c> and those modules add.
/// </summary>
public sealed class LiquidTemplates
{
    private readonly LiquidLanguage _language;
    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;
    private readonly IStringLocalizer<LiquidTemplates> _localizer;

    internal LiquidTemplates(LiquidLanguage language, IServiceProvider services, TimeProvider time, IStringLocalizer<LiquidTemplates> localizer)
    {
        _language = language;
        _services = services;
        _time = time;
        _localizer = localizer;
    }

    /// <summary>Encodes for HTML, leaving letters of every script as they are.</summary>
    public static HtmlEncoder Html { get; } = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Encodes nothing: for titles, subjects, addresses and whatever is encoded later.</summary>
    public static TextEncoder Text => NullEncoder.Default;

    /// <summary>Renders.</summary>
    /// <param name="model">What the template calls <c>Model</c>; a content item is also <c>ContentItem</c>.</param>
    /// <param name="values">Further names.</param>
    /// <param name="encoder"><see cref="Html"/> unless said otherwise.</param>
    /// <param name="strict">Refuses a template that names what does not exist, as a mail must ("Dear ,").</param>
    /// <exception cref="LiquidException">It cannot be parsed, went over a limit, or is strict and names what does not exist.</exception>
    public async Task<string> RenderAsync(
        string source, object? model = null, IReadOnlyDictionary<string, object?>? values = null, TextEncoder? encoder = null, bool strict = false)
    {
        var parsed = _language.Parse(source, out var fault) ?? throw new LiquidException(_localizer["The template cannot be read: {0}", fault]);
        var context = await NewContextAsync(parsed, model, values);
        var output = new LimitedWriter(context);
        try
        {
            await parsed.Template.RenderAsync(output, encoder ?? Html, context);
        }
        catch (Exception thrown) when (Sentence(thrown) is { } sentence)
        {
            throw new LiquidException(sentence);
        }

        return strict && context.Unknown.Count > 0
            ? throw new LiquidException(_localizer["The template names what does not exist: {0}.", string.Join(", ", context.Unknown)])
            : output.ToString();
    }

    /// <summary>What is wrong with the source, with its line and column; null when it can be parsed.</summary>
    public string? Check(string source) => _language.Parse(source, out var fault) is null ? _localizer["The template cannot be read: {0}", fault].Value : null;

    private async Task<LiquidContext> NewContextAsync(ParsedTemplate parsed, object? model, IReadOnlyDictionary<string, object?>? values)
    {
        var context = new LiquidContext(_language.Options, _services, _time, LiquidLimits.Time) { CultureInfo = CultureInfo.CurrentUICulture, Now = () => _time.GetUtcNow() };
        if (_services.GetService<ISiteService>() is { } sites && TimeZoneInfo.TryFindSystemTimeZoneById((await sites.GetSiteSettingsAsync()).TimeZoneId, out var zone))
        {
            context.TimeZone = zone;
        }

        context.Undefined = name =>
        {
            context.Unknown.Add(name);
            return new(NilValue.Instance);
        };
        foreach (var one in parsed.Objects)
        {
            context.SetValue(one.Name, new LiquidObjectValue(one.Type, one.Name));
        }

        context.SetValue("Model", FluidValue.Create(model, _language.Options));
        if (model is Content.ContentItem)
        {
            context.SetValue("ContentItem", FluidValue.Create(model, _language.Options));
        }

        foreach (var (name, value) in values ?? new Dictionary<string, object?>())
        {
            context.SetValue(name, FluidValue.Create(value, _language.Options));
        }

        return context;
    }

    private string? Sentence(Exception thrown) => thrown switch
    {
        LiquidLimitException { Limit: LiquidLimit.Time } => _localizer["The template ran longer than {0} seconds and was stopped.", LiquidLimits.Time.TotalSeconds],
        LiquidLimitException { Limit: LiquidLimit.Range } => _localizer["The template counts further than {0} and was stopped.", LiquidLimits.Range],
        LiquidLimitException => _localizer["The template makes more than {0} characters and was stopped.", LiquidLimits.Characters],
        LiquidException own => own.Message,
        FluidException other => _localizer["The template failed: {0}", other.Message],
        InvalidOperationException { TargetSite.DeclaringType.Namespace: "Fluid" } => _localizer["The template took more than {0} steps and was stopped.", LiquidLimits.Steps],
        _ => null,
    };
}
