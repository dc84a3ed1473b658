using Crm.Contacts.People;
using Crm.Kernel.Data;

namespace Crm.Contacts.Duplicates.Candidates;

/// <summary>The tables of the sweep. People who were there before are due.</summary>
internal sealed class DuplicatesMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateTableAsync<DuplicateKey>(table => table.HasIndex(key => key.PersonId));
        await SchemaBuilder.CreateTableAsync<DuplicateCandidate>(table => table.HasIndex(pair => pair.PersonB).HasIndex(pair => new { pair.Score, pair.PersonA, pair.PersonB }));
        await SchemaBuilder.CreateTableAsync<NotDuplicate>(table => table.HasIndex(pair => pair.PersonB));
        await SchemaBuilder.CreateTableAsync<DuplicateDue>();
        await SchemaBuilder.ExecuteAsync(AllDue);
        return 1;
    }

    /// <summary>Makes everybody due who is not.</summary>
    public const string AllDue = $"""
        INSERT INTO "{nameof(DuplicateDue)}" ("{nameof(DuplicateDue.PersonId)}")
        SELECT person."{nameof(PersonIndex.ContentItemId)}" FROM "{nameof(PersonIndex)}" person
        WHERE NOT EXISTS (SELECT 1 FROM "{nameof(DuplicateDue)}" due WHERE due."{nameof(DuplicateDue.PersonId)}" = person."{nameof(PersonIndex.ContentItemId)}")
        ON CONFLICT DO NOTHING
        """;
}
