using Crm.Contacts.Lists;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Filters;
using Crm.Kernel.Content.Handlers;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Panels.Related;

/// <summary>What a panel of related records can show and be ordered by.</summary>
internal sealed class RelatedColumns(IContentLabels labels, IStringLocalizer<RelatedColumns> s)
{
    /// <summary>When the record was last changed.</summary>
    public const string Modified = "modified";

    /// <summary>When it was made.</summary>
    public const string Created = "created";

    /// <summary>Who made it.</summary>
    public const string Author = "author";

    /// <summary>The name; an order only, as a column it always comes first.</summary>
    public const string Title = "title";

    /// <summary>The columns that are no fields.</summary>
    public static readonly IReadOnlyList<string> Own = [Modified, Created, Author];

    /// <summary>The columns of a type that the reader may see, fields first.</summary>
    /// <param name="canSee">Asked for each path.</param>
    public IReadOnlyList<(string Key, string Label)> Of(ContentTypeLayout type, Func<string, bool> canSee) =>
    [
        .. type.Fields.Where(field => FieldTexts.Takes(field.FieldName) && canSee(field.Path)).Select(field => (field.Path, labels.Field(field))),
        .. Own.Select(key => (key, Words(key))),
    ];

    /// <summary>The orders of a type, the usual one first. A field of several values gives none, nor one whose values lists do not filter by.</summary>
    public IReadOnlyList<(string Key, string Label)> Orders(ContentTypeLayout type, Func<string, bool> canSee)
    {
        var fields = type.Fields.Where(field => IsSortable(field) && canSee(field.Path)).ToList();
        return
        [
            ("-modified", s["Last changed first"]), ("-created", s["Newest first"]), ("created", s["Oldest first"]), (Title, s["By name"]),
            .. fields.SelectMany(field => new[] { (field.Path, s["{0}, upwards", labels.Field(field)].Value), ($"-{field.Path}", s["{0}, downwards", labels.Field(field)].Value) }),
        ];
    }

    /// <summary>Whether records can be ordered by the field.</summary>
    public static bool IsSortable(ContentFieldLayout field)
        => field.GetSettings<FieldIndexSettings>().Filterable && (FilterTable.IsNumber(field.FieldName) || FilterTable.IsDate(field.FieldName) || field.FieldName == "TextField");

    private string Words(string key) => key switch { Modified => s["Changed"], Created => s["Added"], _ => s["Changed by"] };
}
