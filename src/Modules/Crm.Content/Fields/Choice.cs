using Microsoft.AspNetCore.Mvc.Rendering;

namespace Crm.Content.Fields;

/// <summary>A list to choose from.</summary>
public sealed record Choice(FieldEdit Edit, IReadOnlyCollection<string> Ids, IReadOnlyList<SelectListItem> Choices, bool Multiple, bool Searchable = false);

/// <summary>Names shown, each with its address below the tenant (blank for none).</summary>
public sealed record NamesShown(string Label, IReadOnlyList<(string Name, string Href)> Names);
