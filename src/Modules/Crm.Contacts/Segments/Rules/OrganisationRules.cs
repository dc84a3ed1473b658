using System.Linq.Expressions;
using Crm.Contacts.Addresses;
using Crm.Contacts.Lists;
using Crm.Contacts.Names;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Segments.Rules;

/// <summary>The organisations somebody works for at present.</summary>
internal sealed class OrganisationRules(IStringLocalizer<OrganisationRules> s) : ISegmentRules
{
    public ValueTask<IReadOnlyList<SegmentRule>> ListAsync(CancellationToken cancellationToken)
    {
        SourceField worksFor = new(ContactTypes.Person, "PersonPart.Affiliations"), name = new(ContactTypes.Organisation, nameof(ContentItem.DisplayText)), legalName = new(ContactTypes.Organisation, $"{nameof(OrganisationPart)}.{nameof(OrganisationPart.LegalName)}");
        return ValueTask.FromResult<IReadOnlyList<SegmentRule>>(
        [
            new SegmentRule("organisation.any", s["Organisation"], s["Works for"],
                [new SegmentOperator("any", s["an organisation"], (scope, _) => WorksFor(scope, scope.Organisations))]) { Sources = [worksFor] },
            new SegmentRule("organisation.name", s["Organisation"], s["Works for an organisation whose name"],
            [
                new SegmentOperator("has", s["has a word beginning with {0}"], (scope, values) => WorksFor(scope, Named(scope, values.Text("value"))), new SegmentOperand("value", s["Text"], OperandKind.Text)),
            ]) { Sources = [worksFor, name, legalName] },
            new SegmentRule("organisation.town", s["Organisation"], s["Works for an organisation whose town"],
            [
                new SegmentOperator("is", s["is {0}"], (scope, values) => WorksFor(scope, InTown(scope, Fold.Of(values.Text("value")))), new SegmentOperand("value", s["Text"], OperandKind.Text)),
            ]) { Sources = [worksFor, new(ContactTypes.Organisation, $"{nameof(AddressPart)}.{nameof(AddressPart.Addresses)}"), new(ContactTypes.Organisation, $"{nameof(AddressPart)}.{nameof(AddressPart.Shared)}")] },
        ]);
    }

    private static IQueryable<OrganisationIndex> Named(SegmentScope scope, string text)
        => Fold.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(scope.Organisations, (rows, word) =>
        {
            var last = Fold.After(word);
            var ids = scope.Session.QueryIndex<ContactWordIndex>().Where(x => x.Source == WordSources.Name && string.Compare(x.Word, word) >= 0 && string.Compare(x.Word, last) < 0).Select(x => x.DocumentId);
            return rows.Where(row => ids.Contains(row.DocumentId));
        });

    private static IQueryable<OrganisationIndex> InTown(SegmentScope scope, string town) => scope.Organisations.Where(row => row.CityKey == town);

    private static Expression<Func<PersonIndex, bool>> WorksFor(SegmentScope scope, IQueryable<OrganisationIndex> organisations)
    {
        var (today, wanted) = (scope.Today, organisations.Select(row => row.ContentItemId));
        var ids = scope.Session.QueryIndex<AffiliationIndex>().Where(row => (row.To == null || row.To >= today) && wanted.Contains(row.OrganisationId)).Select(row => row.DocumentId);
        return row => ids.Contains(row.DocumentId);
    }
}
