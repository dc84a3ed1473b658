namespace Crm.Contacts.Import.Links;

/// <summary>Whom the rows of the files at hand will bring, by all that a cell may call them: eight bytes each, so that a million rows are small.</summary>
internal sealed class ComingRows
{
    private readonly HashSet<ulong> _texts = [];

    /// <summary>Whether somebody or something called that comes.</summary>
    public bool Has(LinkWish wish) => LinkTexts.Keys([wish.Text]).Any(text => _texts.Contains(ImportPlan.Hash($"{wish.Type}\n{text}")));

    /// <summary>Adds what rows bring.</summary>
    public void Add(ImportPlan plan, IReadOnlyList<CsvRow> rows)
    {
        foreach (var row in rows.Where(row => plan.Mapper.Misshapen(row) is null))
        {
            var draft = PersonDraft.Of(null);
            plan.Mapper.Fill(draft, row, plan.Context, [], []);
            foreach (var text in Calls(plan, row, draft).Where(text => !string.IsNullOrEmpty(text)))
            {
                _texts.Add(ImportPlan.Hash($"{plan.Map.Holds}\n{text}"));
            }
        }
    }

    private static IEnumerable<string?> Calls(ImportPlan plan, CsvRow row, PersonDraft draft) => plan.Map.Holds switch
    {
        ContactTypes.Person => [plan.Mapper.KeyOf(row), draft.Person.DisplayName(), .. draft.Points.Emails.Select(email => email.Address)],
        ContactTypes.Household => [plan.Mapper.KeyOf(row), draft.Household.Name],
        _ => [plan.Mapper.KeyOf(row), draft.Organisation.Name, draft.Organisation.RegistrationNumber],
    };
}
