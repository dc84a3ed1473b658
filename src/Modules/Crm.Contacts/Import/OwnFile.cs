using Crm.Contacts.Export;

namespace Crm.Contacts.Import;

/// <summary>The map of a file that was exported here: it needs none, for its headings say all.</summary>
internal sealed class OwnFile(PersonColumns columns)
{
    /// <summary>Makes the map of the headings, be they names or headings in a language of the site. Columns in parentheses are passed over.</summary>
    /// <exception cref="ImportRefusedException">The file was not exported here.</exception>
    public async Task<ImportMap> MapOfAsync(IReadOnlyList<string> header)
    {
        var known = await columns.HeadingsAsync(ContactTypes.Person);
        var map = new ImportMap { Source = ImportMap.ThisSite };
        foreach (var heading in header.Where(heading => heading.Length > 0 && !PersonColumn.IsToldOnlyName(heading) && !RefusedRows.IsOwn(heading)))
        {
            if (!known.TryGetValue(heading, out var target))
            {
                throw new ImportRefusedException("", "The file has no map, and its column “{0}” is none that an export gives.", heading);
            }

            if (target == PersonColumns.Id)
            {
                map.Key = heading;
            }
            else
            {
                map.Columns[heading] = new ColumnMap { To = target };
            }
        }

        return map.Key is null ? throw new ImportRefusedException("", "The file has no map, and no column “Id” by which an export could be known again.")
            : map.Columns.Count == 0 ? throw new ImportRefusedException("", "The file has an id, but no column that could be read back.") : map;
    }
}
