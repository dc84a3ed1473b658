using System.Globalization;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;

namespace Crm.Content.Types;

/// <summary>The settings of a field as people write them; each kind uses its own.</summary>
public sealed class FieldForm
{
    /// <summary>The label.</summary>
    public string? Label { get; set; }

    /// <summary>Help below the field.</summary>
    public string? Hint { get; set; }

    /// <summary>May not be blank.</summary>
    public bool Required { get; set; }

    /// <summary>Lists filter and sort by it.</summary>
    public bool Filterable { get; set; }

    /// <summary>How it is edited.</summary>
    public string? Editor { get; set; }

    /// <summary>What a new item starts with.</summary>
    public string? DefaultValue { get; set; }

    /// <summary>Choices, one a line; "words | value" when the value stored differs.</summary>
    public string? Options { get; set; }

    /// <summary>At most so many characters.</summary>
    public int? MaxLength { get; set; }

    /// <summary>The smallest value.</summary>
    public string? Minimum { get; set; }

    /// <summary>The largest value.</summary>
    public string? Maximum { get; set; }

    /// <summary>Decimals.</summary>
    public int Scale { get; set; }

    /// <summary>More than one.</summary>
    public bool Multiple { get; set; }

    /// <summary>Each file of a media field has a text.</summary>
    public bool AllowMediaText { get; set; }

    /// <summary>Extensions that a media field takes, apart by spaces; blank for all.</summary>
    public string? Extensions { get; set; }

    /// <summary>Types offered.</summary>
    public string[]? Types { get; set; }

    /// <summary>The taxonomy's id.</summary>
    public string? Taxonomy { get; set; }

    /// <summary>Scripts and the like are taken out.</summary>
    public bool SanitizeHtml { get; set; }

    /// <summary>Only terms without children.</summary>
    public bool LeavesOnly { get; set; }

    internal static FieldForm Of(ContentFieldLayout field)
    {
        var form = new FieldForm { Label = field.DisplayName, Editor = field.Settings.Editor, Filterable = field.GetSettings<FieldIndexSettings>().Filterable };
        var own = field.Definition.Settings[field.FieldName + "Settings"];
        form.Hint = own?["Hint"]?.ToString();
        form.Required = own?["Required"]?.ToString() is "true" or "True";
        form.DefaultValue = own?["DefaultValue"]?.ToString();
        switch (field.FieldName)
        {
            case "TextField":
                form.MaxLength = field.GetSettings<TextFieldLengthSettings>().MaxLength;
                form.Options = Lines(field.GetSettings<TextFieldPredefinedListEditorSettings>().Options.Select(option => (option.Name, option.Value)));
                break;
            case "NumericField":
                var number = field.GetSettings<NumericFieldSettings>();
                (form.Scale, form.Minimum, form.Maximum) = (number.Scale, number.Minimum?.ToString(CultureInfo.CurrentCulture), number.Maximum?.ToString(CultureInfo.CurrentCulture));
                break;
            case "MultiTextField":
                form.Options = Lines(field.GetSettings<MultiTextFieldSettings>().Options.Select(option => (option.Name, option.Value)));
                break;
            case "ContentPickerField":
                var picker = field.GetSettings<ContentPickerFieldSettings>();
                (form.Multiple, form.Types) = (picker.Multiple, picker.DisplayedContentTypes);
                break;
            case "HtmlField":
                form.SanitizeHtml = field.GetSettings<HtmlFieldSettings>().SanitizeHtml;
                break;
            case "TaxonomyField":
                var taxonomy = field.GetSettings<TaxonomyFieldSettings>();
                (form.Multiple, form.Taxonomy, form.LeavesOnly) = (!taxonomy.Unique, taxonomy.TaxonomyContentItemId, taxonomy.LeavesOnly);
                break;
            case "MediaField":
                var media = field.GetSettings<MediaFieldSettings>();
                (form.Multiple, form.AllowMediaText, form.Extensions) = (media.Multiple, media.AllowMediaText, string.Join(' ', media.AllowedExtensions));
                break;
            default: break;
        }

        return form;
    }

    internal void Apply(ContentPartFieldDefinitionBuilder builder, ContentFieldLayout field)
    {
        builder.WithDisplayName(Label!.Trim()).Filterable(Filterable).WithEditor(Editor ?? "");
        var hint = string.IsNullOrWhiteSpace(Hint) ? null : Hint.Trim();
        switch (field.FieldName)
        {
            case "TextField":
                builder.MergeSettings<TextFieldSettings>(settings => (settings.Hint, settings.Required, settings.DefaultValue) = (hint, Required, DefaultValue));
                builder.MergeSettings<TextFieldLengthSettings>(settings => settings.MaxLength = MaxLength);
                if (Editor == "PredefinedList")
                {
                    builder.MergeSettings<TextFieldPredefinedListEditorSettings>(settings => settings.Options = [.. Choices().Select(choice => new ListValueOption { Name = choice.Name, Value = choice.Value })]);
                }

                break;
            case "BooleanField":
                builder.MergeSettings<BooleanFieldSettings>(settings => settings.Hint = hint);
                break;
            case "NumericField":
                builder.MergeSettings<NumericFieldSettings>(settings =>
                {
                    (settings.Hint, settings.Required, settings.Scale, settings.DefaultValue) = (hint, Required, Math.Clamp(Scale, 0, 10), DefaultValue);
                    (settings.Minimum, settings.Maximum) = (Number(Minimum), Number(Maximum));
                });
                break;
            case "DateField":
                builder.MergeSettings<DateFieldSettings>(settings => (settings.Hint, settings.Required) = (hint, Required));
                break;
            case "DateTimeField":
                builder.MergeSettings<DateTimeFieldSettings>(settings => (settings.Hint, settings.Required) = (hint, Required));
                break;
            case "TimeField":
                builder.MergeSettings<TimeFieldSettings>(settings => (settings.Hint, settings.Required) = (hint, Required));
                break;
            case "HtmlField":
                builder.MergeSettings<HtmlFieldSettings>(settings => (settings.Hint, settings.SanitizeHtml) = (hint, SanitizeHtml));
                break;
            case "LinkField":
                builder.MergeSettings<LinkFieldSettings>(settings => (settings.Hint, settings.Required) = (hint, Required));
                break;
            case "MultiTextField":
                builder.MergeSettings<MultiTextFieldSettings>(settings =>
                {
                    (settings.Hint, settings.Required) = (hint, Required);
                    settings.Options = [.. Choices().Select(choice => new MultiTextFieldValueOption { Name = choice.Name, Value = choice.Value })];
                });
                break;
            case "ContentPickerField":
                builder.MergeSettings<ContentPickerFieldSettings>(settings => (settings.Hint, settings.Required, settings.Multiple, settings.DisplayedContentTypes) = (hint, Required, Multiple, Types ?? []));
                break;
            case "TaxonomyField":
                builder.MergeSettings<TaxonomyFieldSettings>(settings =>
                {
                    (settings.Hint, settings.Required, settings.Unique, settings.TaxonomyContentItemId) = (hint, Required, !Multiple, Taxonomy);
                    settings.LeavesOnly = LeavesOnly;
                });
                break;
            case "MediaField":
                builder.MergeSettings<MediaFieldSettings>(settings =>
                {
                    (settings.Hint, settings.Required, settings.Multiple, settings.AllowMediaText) = (hint, Required, Multiple, AllowMediaText);
                    settings.AllowedExtensions = [.. ExtensionList(Extensions)];
                });
                break;
            default: break;
        }
    }

    /// <summary>The extensions written, in small letters.</summary>
    internal static IEnumerable<string> ExtensionList(string? text) => (text ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct();

    /// <summary>Whether the text is blank or a number.</summary>
    internal static bool IsNumber(string? text) => string.IsNullOrWhiteSpace(text) || Number(text) is not null;

    private static decimal? Number(string? text)
        => decimal.TryParse(text, NumberStyles.Number, CultureInfo.CurrentCulture, out var value) || decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out value) ? value : null;

    private static string Lines(IEnumerable<(string Name, string Value)> options)
        => string.Join("\n", options.Select(option => option.Value.Length == 0 || option.Value == option.Name ? option.Name : $"{option.Name} | {option.Value}"));

    private IEnumerable<(string Name, string Value)> Choices() => (Options ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('|', 2, StringSplitOptions.TrimEntries)).Select(words => (words[0], words[^1]));
}
