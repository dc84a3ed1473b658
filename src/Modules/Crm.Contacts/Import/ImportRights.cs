using Crm.Contacts.Lists;

namespace Crm.Contacts.Import;

/// <summary>What one cannot see one cannot write.</summary>
internal static class ImportRights
{
    /// <summary>Gives the map back when all that it writes is seen.</summary>
    /// <param name="sight">What is seen of what the file holds.</param>
    /// <exception cref="ImportRefusedException">It writes a hidden field; with the place in the map.</exception>
    public static ImportMap Check(ImportMap map, ContactSight sight)
    {
        var places = map.Columns.Select(column => (Place: $"$.columns['{column.Key}']", column.Value.To)).Concat(map.Constants.Select(constant => (Place: $"$.constants['{constant.Key}']", To: constant.Key)));
        return places.FirstOrDefault(one => !sight.CanSee(TargetBook.PathOf(map.Holds, one.To))) is { Place: { } place }
            ? throw new ImportRefusedException(place, "You may not write fields that are hidden from you.")
            : map;
    }
}
