using Crm.Kernel.Data;

namespace Crm.Kernel.Content.Index;

/// <summary>The content room's tables.</summary>
internal sealed class ContentMigration : DataMigration
{
    /// <summary>The first tables. Lists select ids from an index that covers filter and order.</summary>
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateMapIndexTableAsync<ContentItemIndex>(table => table
            .WithLength(index => index.ContentItemId, 26)
            .WithLength(index => index.ContentItemVersionId, 26)
            .WithLength(index => index.ContentType, 255)
            .WithLength(index => index.DisplayText, 255)
            .HasIndex(index => new { index.ContentItemId, index.Latest, index.Published, index.DocumentId })
            .HasIndex(index => new { index.ContentItemVersionId, index.DocumentId })
            .HasIndex(index => new { index.ContentType, index.Latest, index.DisplayTextSort, index.DocumentId })
            .HasIndex(index => new { index.ContentType, index.Latest, index.ModifiedUtc, index.DocumentId })
            .HasIndex(index => new { index.Latest, index.ModifiedUtc, index.DocumentId })
            .HasIndex(index => new { index.RemovedUtc, index.DocumentId }));
        await SchemaBuilder.CreateMapIndexTableAsync<AutoroutePartIndex>(table => table
            .WithLength(index => index.Path, 1024)
            .HasIndex(index => new { index.Path, index.Published, index.Latest })
            .HasIndex(index => index.ContentItemId));
        await SchemaBuilder.CreateMapIndexTableAsync<AliasPartIndex>(table => table
            .HasIndex(index => new { index.Alias, index.Published, index.Latest })
            .HasIndex(index => index.ContentItemId));
        await SchemaBuilder.CreateMapIndexTableAsync<ContainedPartIndex>(table => table
            .HasIndex(index => new { index.ListContentItemId, index.Latest, index.Order, index.DocumentId })
            .HasIndex(index => index.ContentItemId));
        await SchemaBuilder.CreateMapIndexTableAsync<TaxonomyIndex>(table => table
            .HasIndex(index => new { index.TermContentItemId, index.Published, index.Latest, index.DocumentId })
            .HasIndex(index => index.ContentItemId));
        return 1;
    }
}
