"""Writes what lm-evaluation-harness gives for some 100 of its tasks on a small model, with rows of our own.

    RAVEN_REFERENCE=FOLDER python lm_eval_tasks.py CHECKPOINT ROWS OUT

CHECKPOINT is tiny-raven, asked at r = 4 from the state zero by its published code: FOLDER holds recpre with
raven_modeling_minimal.py and raven_config_minimal.py of seal-rg/recurrent-pretraining. ROWS has a few rows in the
schema of each data set, by NAME/CONFIG and split. OUT has prompts, raw and filtered answers, metrics and scores by
mode and task. Made with lm-evaluation-harness 0.4.13 (MIT; the prompts that OUT holds are its tasks'), transformers
4.53.3, torch 2.15 on a CPU, scikit-learn 1.9, datasets 5.0.1.
"""
import collections
import gzip
import json
import math
import os
import pathlib
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HOME"] = tempfile.mkdtemp()
sys.path.insert(0, os.environ["RAVEN_REFERENCE"])
checkpoint, rows, out = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])

import datasets
import torch
import transformers
from lm_eval import simple_evaluate
from lm_eval.models.huggingface import HFLM
from lm_eval.tasks import TaskManager
from recpre.raven_modeling_minimal import RavenForCausalLM

ROWS = json.loads(rows.read_text())
MODES = {
    "as they are": (
        """
        arc_easy piqa boolq winogrande copa wic cb rte mnli cola mrpc sst2 qnli wnli qqp sciq commonsense_qa social_iqa
        truthfulqa_mc1 race aexams xnli_de xcopa_it xwinograd_en paws_fr belebele_deu_Latn m_mmlu_de
        global_mmlu_full_de_anatomy logiqa mathqa medmcqa pubmedqa swag headqa_en mutual crows_pairs_english wsc273
        blimp_adjunct_island ethics_cm asdiv lambada_openai lambada_openai_mt_de wikitext anagrams1 webqs nq_open triviaqa
        drop bbh_cot_fewshot_boolean_expressions bbh_cot_zeroshot_navigate gsm8k_cot_self_consistency mgsm_direct_en
        kmmlu_direct_math haerae_history mmlu_anatomy mmlu_flan_n_shot_loglikelihood_anatomy cmmlu_anatomy ceval-valid_law
        multirc anli_r1 toxigen afrixnli_en_direct_swa mmlu_pro_math french_bench_vocab hendrycks_math_algebra
        kobest_boolq kobest_copa kobest_hellaswag hellaswag_de arc_de truthfulqa_de_mc1 truthfulqa_de_mc2 eq_bench babi
        arc_challenge_chat super_glue-cb-t5-prompt bbq bbq_generate_ambig kormedmcqa_doctor acp_app_mcq
        agieval_logiqa_en mc_taco moral_stories simple_cooccurrence_bias storycloze_2018 french_bench_opus_perplexity
        bbh_zeroshot_snarks mmlu_flan_cot_zeroshot_anatomy
        """,
        {},
    ),
    "groups": ("mmlu bhs_swahili", {}),
    "two examples": (
        "arc_easy boolq winogrande copa cb paws_fr m_mmlu_de nq_open kmmlu_direct_math medmcqa ethics_cm hendrycks_math_algebra cmmlu_anatomy",
        {"num_fewshot": 2},
    ),
    "chat": (
        "arc_easy copa nq_open mgsm_direct_en mmlu_anatomy kmmlu_direct_math bbh_cot_fewshot_boolean_expressions winogrande",
        {"num_fewshot": 1, "apply_chat_template": True, "fewshot_as_multiturn": False, "system_instruction": "Answer briefly."},
    ),
    "chat in turns": (
        "arc_easy copa nq_open mgsm_direct_en mmlu_anatomy m_mmlu_de bbh_cot_fewshot_boolean_expressions mmlu_pro_math",
        {"num_fewshot": 1, "apply_chat_template": True, "fewshot_as_multiturn": True},
    ),
}  # fmt: skip


def load_dataset(path, name=None, **kwargs):
    base = path.rsplit("/", 1)[-1]
    found = ROWS.get(f"{base}/{name}", ROWS.get(base))
    if found is None:
        raise KeyError(f"no rows of {base}/{name}")
    # What is not there is read, and not shown.
    found = {"train": next(iter(found.values())), "validation": next(iter(found.values())), **found}
    return datasets.DatasetDict({split: datasets.Dataset.from_list(content) for split, content in found.items()})


datasets.load_dataset = load_dataset
tokenizer = transformers.AutoTokenizer.from_pretrained(checkpoint)
model = RavenForCausalLM.from_pretrained(checkpoint, torch_dtype=torch.float32).eval()
model.config.init_values = {**model.config.init_values, "std": 0.0}
model.config.mean_recurrence = 4
lm = HFLM(pretrained=model, tokenizer=tokenizer, batch_size=1, max_length=model.config.block_size, add_bos_token=False)


def text(value):
    if isinstance(value, (list, tuple)):
        return [text(one) for one in value]
    if hasattr(value, "tolist"):
        return text(value.tolist())
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


recorded = {}
for mode, (tasks, settings) in MODES.items():
    result = simple_evaluate(
        model=lm,
        tasks=tasks.split(),
        task_manager=TaskManager(),
        bootstrap_iters=10,
        log_samples=True,
        gen_kwargs="max_gen_toks=12,do_sample=False,temperature=0.0",
        verbosity="ERROR",
        **settings,
    )
    by_task = recorded[mode] = {}
    for task, samples in result["samples"].items():
        documents = collections.defaultdict(lambda: {"filtered": {}, "metrics": {}})
        for sample in samples:
            document = documents[sample["doc_id"]]
            document["args"] = [[one[0], one[1] if isinstance(one[1], str) else {"until": one[1]["until"]}] if len(one) > 1 else [one[0]] for one in sample["arguments"]]
            document["resps"] = text(sample["resps"])
            document["filtered"][sample["filter"]] = text(sample["filtered_resps"])
            document["metrics"][sample["filter"]] = {name: text(sample[name]) for name in sample["metrics"]}
        by_task[task] = {"documents": [documents[i] for i in sorted(documents)]}
    for task, scores in result["results"].items():
        numbers = {key: value for key, value in scores.items() if "," in key}
        by_task.setdefault(task, {})["scores"] = {key: text(value) for key, value in numbers.items()}
    print(mode, len(by_task))
with gzip.GzipFile(out, "wb", mtime=0) as file:
    file.write(json.dumps(recorded, ensure_ascii=False, separators=(",", ":")).encode())
