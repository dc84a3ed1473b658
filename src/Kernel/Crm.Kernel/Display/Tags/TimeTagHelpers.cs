using System.Globalization;
using Crm.Kernel.Localization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Crm.Kernel.Display.Tags;

/// <summary><c>&lt;time-ago at="@utc" /&gt;</c>: how long ago, with the exact moment as title. Nothing for null.</summary>
[HtmlTargetElement("time-ago", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TimeAgoTagHelper(LocalTime time) : TagHelper
{
    /// <summary>The moment, UTC.</summary>
    public DateTime? At { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
        => LocalTimeTagHelper.Write(output, At, At is { } utc ? time.Distance(utc) : "", At is { } moment ? await time.FormatAsync(moment, "f") : null);
}

/// <summary><c>&lt;local-time at="@utc" format="d" /&gt;</c>: a moment in the tenant's zone and the reader's language; "g" unless said otherwise. Nothing for null.</summary>
[HtmlTargetElement("local-time", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class LocalTimeTagHelper(LocalTime time) : TagHelper
{
    /// <summary>The moment, UTC.</summary>
    public DateTime? At { get; set; }

    /// <summary>A .NET date format.</summary>
    public string Format { get; set; } = "g";

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
        => Write(output, At, At is { } utc ? await time.FormatAsync(utc, Format) : "", null);

    internal static void Write(TagHelperOutput output, DateTime? utc, string text, string? title)
    {
        if (utc is null)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", DateTime.SpecifyKind(utc.Value, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture));
        if (title is not null)
        {
            output.Attributes.SetAttribute("title", title);
        }

        output.Content.SetContent(text);
    }
}

/// <summary><c>&lt;money cents="123456" currency="EUR" /&gt;</c>: <c>1 234,56 €</c> in French, <c>€1,234.56</c> in English.</summary>
[HtmlTargetElement("money", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MoneyTagHelper : TagHelper
{
    /// <summary>The amount in hundredths of the currency.</summary>
    public long? Cents { get; set; }

    /// <summary>ISO 4217 code.</summary>
    public string Currency { get; set; } = "EUR";

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetContent(Cents is { } cents ? Format(cents, Currency, CultureInfo.CurrentCulture) : "");
    }

    internal static string Format(long cents, string currency, CultureInfo culture)
    {
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        format.CurrencySymbol = currency switch { "EUR" => "€", "GBP" => "£", "USD" => "$", "JPY" => "¥", _ => currency + (format.CurrencyPositivePattern is 0 ? "\u00A0" : "") };
        format.CurrencyDecimalDigits = 2;
        return (cents / 100m).ToString("C", format);
    }
}
