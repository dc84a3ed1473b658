using Crm.Contacts.Duplicates.Linkage;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Duplicates;

/// <summary>Says in words what two people agree on, and in what they differ.</summary>
internal sealed class DuplicateReasons(IStringLocalizer<DuplicateReasons> s)
{
    /// <summary>The sentences, what speaks for one person first.</summary>
    public IReadOnlyList<string> Of(ulong vector) =>
    [
        .. Word(vector, FieldKind.GivenName, s["same given name"], s["like given names"]),
        .. Word(vector, FieldKind.FamilyName, s["same family name"], s["like family names"]),
        .. Word(vector, FieldKind.BirthDate, s["same birth date"], s["like birth dates"]),
        .. Word(vector, FieldKind.Email, s["same e-mail"], s["like e-mails"]),
        .. Word(vector, FieldKind.Phone, s["same phone"], s["like phones"]),
        .. Word(vector, FieldKind.Street, s["same street"], s["like streets"]),
        .. Word(vector, FieldKind.City, s["same town"], s["like towns"]),
        .. Differs(vector, FieldKind.GivenName, s["other given name"]),
        .. Differs(vector, FieldKind.FamilyName, s["other family name"]),
        .. Differs(vector, FieldKind.BirthDate, s["other birth date"]),
    ];

    private static IEnumerable<string> Word(ulong vector, FieldKind kind, string same, string like)
        => Comparison.Level(vector, kind) switch { 1 => [same], 0 => [], var level when level < FieldKinds.Levels(kind) => [like], _ => [] };

    private static IEnumerable<string> Differs(ulong vector, FieldKind kind, string words) => Comparison.Level(vector, kind) == FieldKinds.Levels(kind) ? [words] : [];
}
