namespace Crm.Contacts.Distribution;

/// <summary>A map whose shapes are filled by how many people live in each.</summary>
/// <param name="Name">As the page's script knows it.</param>
/// <param name="Source">The file of its shapes.</param>
/// <param name="Credit">Whose work the shapes are, and under what licence.</param>
internal sealed record PlaceMap(string Name, string Source, string Credit)
{
    /// <summary>Countries, by ISO 3166 code.</summary>
    public static readonly PlaceMap World = new("world", "~/Crm.Contacts/lib/world.js", "jsVectorMap (MIT)");

    /// <summary>Departments of France, by the first two digits of their post codes.</summary>
    public static readonly PlaceMap France = new("france", "~/Crm.Contacts/lib/france.departments.svg", "Victor Cazanave (CC BY 4.0)");
}
