using Microsoft.AspNetCore.Mvc.Rendering;

namespace Crm.Content.Fields;

/// <summary>A list to choose from.</summary>
/// <param name="Searchable">Whether what is typed narrows it.</param>
/// <param name="From">Where what is typed finds more than the list has, below the tenant; null when the list is whole.</param>
public sealed record Choice(FieldEdit Edit, IReadOnlyCollection<string> Ids, IReadOnlyList<SelectListItem> Choices, bool Multiple, bool Searchable = false, string? From = null);

/// <summary>Names shown, each with its address below the tenant (blank for none).</summary>
public sealed record NamesShown(string Label, IReadOnlyList<(string Name, string Href)> Names);
