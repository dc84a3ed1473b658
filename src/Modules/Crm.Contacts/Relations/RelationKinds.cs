using System.Globalization;
using Crm.Contacts.Names;
using Crm.Kernel.Data;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Relations;

/// <summary>The kinds of relation of the tenant and their names; scoped.</summary>
internal sealed class RelationKinds(IDocumentManager<RelationKindsDocument> documents, IStringLocalizer<RelationKinds> s)
{
    /// <summary>The kinds in their order, retired ones too.</summary>
    public async Task<IReadOnlyList<RelationKind>> ListAsync() => (await documents.GetOrCreateImmutableAsync()).Kinds;

    /// <summary>What a side is to the other, in the reader's language: "Godmother of".</summary>
    public string NameOf(RelationKind kind, bool isSecond)
        => isSecond && !kind.IsSame ? NamesByLanguage.Of(kind.OtherName, kind.OtherNames, s) : NamesByLanguage.Of(kind.Name, kind.Names, s);

    /// <summary>Both sides: "Godmother of / Godchild of".</summary>
    public string NameOf(RelationKind kind) => kind.IsSame ? NameOf(kind, false) : $"{NameOf(kind, false)} / {NameOf(kind, true)}";

    /// <summary>The name of a side in a language; blank when it has none of its own there.</summary>
    public string In(CultureInfo culture, RelationKind kind, bool isSecond)
        => isSecond ? NamesByLanguage.In(culture, kind.OtherName, kind.OtherNames, s) : NamesByLanguage.In(culture, kind.Name, kind.Names, s);

    /// <summary>Changes the kinds; stored with this unit of work.</summary>
    public async Task ChangeAsync(Action<List<RelationKind>> change)
    {
        var document = await documents.GetOrCreateMutableAsync();
        change(document.Kinds);
        await documents.UpdateAsync(document);
    }
}
