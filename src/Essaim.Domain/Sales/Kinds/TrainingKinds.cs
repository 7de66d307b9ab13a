namespace Essaim.Domain.Sales.Kinds;

/// <summary>Who pays for a training: the lines of frame C of the yearly statement (BPF, cadre C).</summary>
public enum TrainingFunds
{
    /// <summary>1: firms, for their employees.</summary>
    Company,

    /// <summary>2a: apprenticeship.</summary>
    Apprenticeship,

    /// <summary>2b: contracts of professionalisation.</summary>
    Professionalisation,

    /// <summary>2c: promotion or retraining by alternation.</summary>
    Alternation,

    /// <summary>2d: project of transition.</summary>
    Transition,

    /// <summary>2e: personal account of training (CPF).</summary>
    PersonalAccount,

    /// <summary>2f: schemes for people looking for work.</summary>
    JobSeekers,

    /// <summary>2g: schemes for the self-employed.</summary>
    SelfEmployed,

    /// <summary>2h: plans of skills, and other schemes.</summary>
    SkillsPlan,

    /// <summary>3: public bodies, for their agents.</summary>
    PublicAgents,

    /// <summary>4: European bodies.</summary>
    Europe,

    /// <summary>5: the State.</summary>
    State,

    /// <summary>6: regional councils.</summary>
    Region,

    /// <summary>7: France Travail.</summary>
    FranceTravail,

    /// <summary>8: other public money.</summary>
    OtherPublic,

    /// <summary>9: private persons, at their own cost.</summary>
    Individuals,

    /// <summary>10: other bodies of training.</summary>
    OtherBodies,

    /// <summary>11: other income of continuing training.</summary>
    Other,
}

/// <summary>What a training leads to: the lines of frame F-3 (objectif général).</summary>
public enum TrainingObject
{
    /// <summary>A title of the national register (RNCP).</summary>
    Title,

    /// <summary>A certification of the specific register (RS).</summary>
    Certification,

    /// <summary>A certificate of a branch, outside of the registers (CQP).</summary>
    Branch,

    /// <summary>Any other continuing training.</summary>
    OtherTraining,

    /// <summary>Bilan de compétences.</summary>
    SkillsReview,

    /// <summary>Help to have experience recognised (VAE).</summary>
    Experience,
}

/// <summary>Who is trained: the lines of frame F-1 (type de stagiaires).</summary>
public enum TraineeKind
{
    /// <summary>Employees of private employers, apprentices apart.</summary>
    Employee,
    Apprentice,
    JobSeeker,

    /// <summary>At their own cost.</summary>
    Individual,
    Other,
}
