using System.Text;
using Crm.Contacts.Import;
using Crm.Contacts.People;
using Crm.Contacts.Relations;
using Crm.Kernel.Data;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Import;

/// <summary>Rows that say to whom their people are related.</summary>
public sealed class RelationsTests
{
    private const string Map = """
        { "source": "test", "key": "n", "columns": { "nom": "FamilyName", "prénom": "GivenName", "mail": "Email", "marraine": "Relation.godmother:second", "voisins": "Relation.neighbour", "né": { "to": "BirthDate", "invalid": "refuse" } } }
        """;

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task People_are_related_forwards_and_backwards_in_a_file_and_to_those_here_by_key_address_and_name(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.ImportAsync(Utf8("n,nom,prénom,mail,marraine,voisins,né\nz,Blanc,Zoé Marie,zoe@example.org,,,\n"), Map);
        var file = Utf8("""
            n,nom,prénom,mail,marraine,voisins,né
            1,Roux,Ada,,2 | 2001-05-06,3; Cléo Roux,
            2,Roux,Bea,,ZOE@example.org,,
            3,Roux,Cléo,,Zoé Marie Blanc,1,
            4,Roux,Dan,,personne,,
            5,Roux,Eve,,6,,
            6,Roux,Fay,,,,2999-01-01
            """);
        var (report, refused) = await tenant.ImportAsync(file, Map);

        Assert.Equal((4, 2, 1), (report.Created, report.Refused, report.RelationsLeft));
        Assert.Equal([(5, "marraine", "There is nobody “personne” here."), (7, "né", ImportTargets.Future), (6, "marraine", "The row is in, but not this relation: There is nobody “6” here.")], report.Rows.Select(row => (row.Line, row.Column, row.Reason)));
        Assert.Contains("6,Roux,Fay", refused);
        var said = await SaidAsync(tenant);
        Assert.Equal(["Ada Roux ~ Cléo Roux", "Bea Roux > Ada Roux since 2001-05-06", "Zoé Marie Blanc > Bea Roux", "Zoé Marie Blanc > Cléo Roux"], said);

        // Again nothing is doubled, from whichever side it is said; undo takes all back but who was here.
        var (again, _) = await tenant.ImportAsync(file, Map);
        Assert.Equal((0, 0, 4), (again.Created, again.Updated, again.Unchanged));
        Assert.Equal(said, await SaidAsync(tenant));
        Assert.Empty(await tenant.InAsync(services => services.GetRequiredService<IHistory>().UndoBatchAsync(report.BatchId)));
        Assert.Empty(await SaidAsync(tenant));
    }

    [Fact]
    public async Task Without_a_key_only_those_here_already_can_be_named_and_a_namesake_is_asked_for_by_key()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.PeopleAsync([("Ada", "Un"), ("Bea", "Deux"), ("Bea", "Deux")]);
        var (report, _) = await tenant.ImportAsync(Utf8("p,voisin\nCléo,Ada Un\nDan,Cléo\nEve,Bea Deux\n"), """{ "columns": { "p": "GivenName", "voisin": "Relation.neighbour" } }""");
        Assert.Equal(["There is nobody “Cléo” here. To name people of the same file, choose the column by which each row is known again.", "Several people are called “Bea Deux”: write an id, a key or an e-mail address instead."], report.Rows.Select(row => row.Reason));
        Assert.Equal(["Cléo ~ Ada Un"], await SaidAsync(tenant));
    }

    [Fact]
    public async Task A_stream_that_is_read_once_brings_relations_too()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "n,nom,prénom,mail,marraine,voisins,né\n1,Roux,Ada,,2,,\n2,Roux,Bea,,,,\n", TestContext.Current.CancellationToken);
        await using (var pipe = new System.IO.Compression.BrotliStream(Packed(path), System.IO.Compression.CompressionMode.Decompress))
        {
            var report = await tenant.InAsync(services => services.GetRequiredService<ImportPeople>().RunAsync(pipe, ImportMap.Parse(Map), new RefusedRows(new StringWriter()), CancellationToken.None));
            Assert.Equal((2, 2), (report.Read, report.Created));
        }

        File.Delete(path);
        Assert.Equal(["Bea Roux > Ada Roux"], await SaidAsync(tenant));
    }

    private static MemoryStream Packed(string path)
    {
        var packed = new MemoryStream();
        using (var brotli = new System.IO.Compression.BrotliStream(packed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
        {
            brotli.Write(File.ReadAllBytes(path));
        }

        packed.Position = 0;
        return packed;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    // "Bea Roux > Ada Roux" for a godmother and her godchild, "Ada Roux ~ Cléo Roux" for neighbours.
    internal static Task<List<string>> SaidAsync(ContactsTenant tenant) => tenant.InAsync(async services =>
    {
        var session = services.GetRequiredService<ISession>();
        var names = await session.QueryIndex<PersonIndex>().ToDictionaryAsync(row => row.ContentItemId, row => row.DisplayName);
        var rows = await session.QueryIndex<RelationIndex>().ToListAsync();
        return rows.Select(row => $"{names[row.FirstId]} {(row.Kind == "neighbour" ? "~" : ">")} {names[row.SecondId]}{(row.From is { } from ? $" since {from:yyyy-MM-dd}" : "")}").Order(StringComparer.Ordinal).ToList();
    });
}
