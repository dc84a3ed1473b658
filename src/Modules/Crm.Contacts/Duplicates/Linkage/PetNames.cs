namespace Crm.Contacts.Duplicates.Linkage;

/// <summary>Given names and the short forms people go by. A name may stand in several groups: Alex is Alexandre and Alexandra.</summary>
internal static class PetNames
{
    private static readonly string[] Groups =
    [
        // French
        "alexandre alex sacha", "alexandra alex sandra", "antoine tony toinou", "augustin gus", "benjamin ben benji", "catherine cathy kate", "charles charlie charly", "charlotte cha lotte",
        "christian chris", "christophe chris tophe", "christine chris cricri", "daniel dan dany", "elisabeth babeth lise lisa betty", "emmanuel manu", "emmanuelle manu manue", "frederic fred",
        "frederique fred", "francois franck fanfan", "gabriel gaby gab", "gabrielle gaby", "genevieve ginette viviane", "gerard gege", "guillaume guigui guy", "isabelle isa belle", "jacqueline jackie",
        "jacques jacky", "jeanpierre jp", "jeanmarie jm", "jeanclaude jc", "joseph jo jose", "joelle jo", "laurent lolo", "louise loulou", "madeleine mado", "marguerite margot maggie",
        "marie maria", "mathilde mat", "matthieu mathieu mat", "maxime max", "maximilien max", "michel mimi", "nathalie nath nat", "nicolas nico", "nicole nico", "olivier oliv", "patrice pat",
        "patricia pat", "patrick pat", "philippe phil", "pierre pierrot", "raphael raph", "robert bob", "sebastien seb", "sophie soso", "stephane steph", "stephanie steph fanny", "theodore theo",
        "thomas tom", "valerie val", "valentin val", "veronique vero", "victor vic", "victoire vic", "vincent vince", "yves yvon",
        // English
        "andrew andy drew", "anthony tony", "barbara barb", "christopher chris kit", "deborah deb debbie", "edward ed eddie ted ned", "elizabeth liz lizzie beth betty eliza", "frederick fred freddie",
        "gregory greg", "james jim jimmy jamie", "jennifer jen jenny", "john jack johnny", "jonathan jon", "joshua josh", "katherine kate kathy katie", "margaret maggie meg peggy", "matthew matt",
        "michael mike mick", "nicholas nick", "oliver ollie", "olivia liv livvy", "pamela pam", "rebecca becky", "richard rick dick", "samuel sam", "samantha sam", "stephen steve", "susan sue susie",
        "theodore ted teddy", "timothy tim", "william will bill billy liam", "zachary zach",
    ];

    private static readonly Dictionary<string, HashSet<int>> GroupsOf = Index();

    /// <summary>Whether two normalised given names may be one person's.</summary>
    public static bool Same(string a, string b) => GroupsOf.TryGetValue(a, out var left) && GroupsOf.TryGetValue(b, out var right) && left.Overlaps(right);

    private static Dictionary<string, HashSet<int>> Index()
    {
        var index = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        for (var group = 0; group < Groups.Length; group++)
        {
            foreach (var name in Groups[group].Split(' '))
            {
                if (!index.TryGetValue(name, out var groups))
                {
                    index[name] = groups = [];
                }

                groups.Add(group);
            }
        }

        return index;
    }
}
