using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Crm.Kernel.Liquid;
using Crm.Kernel.Liquid.Closed;
using Crm.Messaging.Templates.Merge;
using Fluid.Values;

namespace Crm.Messaging.Templates.Render;

/// <summary>A letter as it leaves.</summary>
internal sealed record RenderedMail(string Subject, string Html, string Text)
{
    /// <summary>Begins the hash of its words.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Subject}\0{Html}\0{Text}")).AsSpan(0, 8));
}

/// <summary>A template had nothing to say in a place: the letter is not sent.</summary>
/// <param name="part">As <see cref="CompiledPart.Name"/>.</param>
/// <param name="says">What was to be put out; blank when a limit was reached.</param>
internal sealed class MailHoleException(string part, int line, int column, string says) : Exception($"{part} {line}:{column} {says}")
{
    /// <summary>As the ledger keeps it: "html 3:12 person.given_name".</summary>
    public string Detail => Message;

    public string Part => part;

    public int Line => line;

    public int Column => column;

    public string Says => says;
}

/// <summary>The only way from a template and values to words: sender, preview, try-out and the message's page all go through it. The same input gives the same bytes. Scoped.</summary>
internal sealed class MailRenderer(ClosedLiquid liquid)
{
    /// <exception cref="MailHoleException">A place has nothing to say, or the template did more than it may.</exception>
    public async Task<RenderedMail> RenderAsync(CompiledMail mail, Merged merged, string facts)
    {
        var (variant, values) = (mail.In(merged.Language), Values(merged.Values, facts));
        var subject = string.Join(' ', (await PartAsync(variant.Subject, values, merged, LiquidTemplates.Text)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).DefaultIfEmpty());
        if (string.IsNullOrWhiteSpace(subject))
        {
            throw new MailHoleException("subject", 1, 1, "");
        }

        var html = await PartAsync(variant.Html, values, merged, LiquidTemplates.Html);
        html = variant.Frame is { } frame ? await PartAsync(frame, With(values, new StringValue(html, encode: false)), merged, LiquidTemplates.Html) : Whole(html, variant.Language);
        var text = variant.Text is { } own ? await PartAsync(own, values, merged, LiquidTemplates.Text) : PlainText.Of(html);
        text = variant.TextFrame is { } textFrame ? await PartAsync(textFrame, With(values, new StringValue(text)), merged, LiquidTemplates.Text) : text;
        return WithWayOut(new RenderedMail(subject, html, text.ReplaceLineEndings("\n").Trim()), merged);
    }

    /// <summary>Whether that language is written from the right.</summary>
    public static bool IsRightToLeft(string language) => Culture(language).TextInfo.IsRightToLeft;

    private static RenderedMail WithWayOut(RenderedMail mail, Merged merged) => merged.WayOut is not { } page ? mail
        : mail with { Html = WayOut.InHtml(mail.Html, page, merged.WayOutWords ?? page), Text = WayOut.InText(mail.Text, page, merged.WayOutWords ?? page) };

    private async Task<string> PartAsync(CompiledPart part, IReadOnlyDictionary<string, object?> values, Merged merged, TextEncoder encoder)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(merged.Zone, out var known) ? known : TimeZoneInfo.Utc;
        var world = new ClosedWorld(Culture(merged.Language), zone, new DateTimeOffset(DateTime.SpecifyKind(merged.Utc, DateTimeKind.Utc)), encoder);
        try
        {
            return await liquid.RenderAsync(part.Template, values, world, (said, place) =>
            {
                if (string.IsNullOrWhiteSpace(said))
                {
                    throw new MailHoleException(part.Name, int.Parse(place[0], CultureInfo.InvariantCulture), int.Parse(place[1], CultureInfo.InvariantCulture), place[2]);
                }
            });
        }
        catch (LiquidLimitReachedException)
        {
            throw new MailHoleException(part.Name, 0, 0, "");
        }
    }

    private static Dictionary<string, object?> Values(IReadOnlyDictionary<string, string> flat, string facts)
    {
        var kinds = MergeFields.All.ToDictionary(field => field.Path, field => field.Kind);
        var groups = new Dictionary<string, object?>(StringComparer.Ordinal) { ["facts"] = Snapshot.Values(facts), ["person"] = new Dictionary<string, object?>(), ["household"] = new Dictionary<string, object?>() };
        foreach (var (path, text) in flat)
        {
            object? value = kinds.GetValueOrDefault(path) switch { MergeKind.Flag => text == "true", MergeKind.Day => Noon(text), _ => text };
            if (path.Split('.') is [var group, var name])
            {
                ((Dictionary<string, object?>)(groups.TryGetValue(group, out var there) ? there! : groups[group] = new Dictionary<string, object?>()))[name] = value;
            }
            else
            {
                groups[path] = value;
            }
        }

        return groups;
    }

    // At noon, universal time, a day is the same day in every zone but the outermost.
    private static DateTimeOffset Noon(string day) => new(DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

    private static Dictionary<string, object?> With(Dictionary<string, object?> values, FluidValue body) => new(values) { [MergeFields.Body] = body };

    private static CultureInfo Culture(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }

    private static string Whole(string html, string language) => html.Contains("<html", StringComparison.OrdinalIgnoreCase) ? html
        : $"<!doctype html><html lang=\"{LiquidTemplates.Html.Encode(language)}\" dir=\"{(IsRightToLeft(language) ? "rtl" : "ltr")}\"><head><meta charset=\"utf-8\"></head><body>{html}</body></html>";
}
